"""Reports: put together, opened into the names behind them, frozen, sent, compared."""
