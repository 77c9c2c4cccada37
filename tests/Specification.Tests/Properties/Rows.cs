namespace Specification.Tests.Properties;

/// <summary>A row with a member of each kind that is easily got wrong. Public, so that compiled queries can read it.</summary>
public sealed record Row(int Id, int Key, string? Name, double Value, int? Maybe, decimal Price);

/// <summary>Random rows: few distinct values, so that keys meet, and the odd ones among them.</summary>
internal static class Rows
{
    public static readonly Gen<int> Ints = Gen.Int[-5, 5];

    public static readonly Gen<int?> NullableInts = OneOf<int?>(null, null, -2, -1, 0, 1, 2, 3);

    public static readonly Gen<string?> Strings = OneOf<string?>(null, "", "a", "A", "b", "ab", "aB", "ä", "z", "Z", "\u00e9", "e\u0301");

    /// <summary>Multiples of a quarter, whose sums are exact in any order, and the special values.</summary>
    public static readonly Gen<double> Doubles = Gen.Frequency(
        (6, Gen.Int[-40, 40].Select(i => i * 0.25)),
        (1, OneOf(-0.0, 0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity)));

    /// <summary>Equal numbers with different scales among them.</summary>
    public static readonly Gen<decimal> Decimals = OneOf(0m, 0.0m, 1.0m, 1.00m, -1m, 2.5m, 2.50m, 7m);

    public static readonly Gen<Row> All =
        from id in Gen.Int[0, 1_000_000]
        from key in Gen.Int[-3, 3]
        from name in Strings
        from value in Doubles
        from maybe in NullableInts
        from price in Decimals
        select new Row(id, key, name, value, maybe, price);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
