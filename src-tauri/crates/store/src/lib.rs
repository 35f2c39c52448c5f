//! The local SQLite database: history chained by hash, keys seen and settings.
