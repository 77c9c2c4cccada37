namespace Execution.Tests.Keys;

internal record Flight(string Carrier, int Number);

internal sealed record CharterFlight(string Carrier, int Number, bool Private) : Flight(Carrier, Number);

internal readonly record struct Point(double X, decimal? Y);

internal struct BareFields
{
    public int A;
    public string? B;
}

internal enum Size : short
{
    Small = -1,
    Large = 2,
}
