"""What head office sets up for everybody: reasons, motives, departments, targets, priorities, panel fields."""
