"""Where learner code runs: processes that can be killed, and the face that asks them."""
