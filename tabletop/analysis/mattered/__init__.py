"""What mattered: a finished session played again without each of its acts, in many worlds."""
