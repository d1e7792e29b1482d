"""The panels of the desk: each shows a Moment and asks for acts; none knows another."""
