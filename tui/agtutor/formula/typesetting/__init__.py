"""From LaTeX as it stands in prose to lines and boxes of characters."""
