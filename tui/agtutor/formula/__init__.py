"""What a learner's formula means: text to tree, tree to text, and whether two trees agree."""
