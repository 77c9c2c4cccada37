namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>A value cannot be stored. Becomes an error that names the column and the row where these are known.</summary>
internal sealed class ValueRefusedException(string reason, Exception? innerException = null) : Exception(reason, innerException);
