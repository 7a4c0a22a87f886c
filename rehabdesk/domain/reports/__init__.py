"""Reports without a database: periods, figures, layouts, targets."""
