"""The territory’s flow balance: sums that betray no company."""
