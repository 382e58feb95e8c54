"""What the product is measured against, written as a careful author of each stack would."""
