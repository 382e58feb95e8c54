"""What the synthesised templates, the assets and the tenant files must hold."""
