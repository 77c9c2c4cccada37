namespace Conformance.Tests.Joins;

/// <summary>The kinds of join, as the specification words them, over rows that are at hand. A null key matches nothing.</summary>
internal static class Pairing
{
    public static readonly IReadOnlyList<string> Kinds = ["inner", "left", "right", "full", "group"];

    /// <summary>The pairs of some kind of join, as text.</summary>
    public static IEnumerable<string> Of<TOuter, TInner>(
        string kind, IReadOnlyList<TOuter> outers, IReadOnlyList<TInner> inners, Func<TOuter, object?> outerKey, Func<TInner, object?> innerKey, Func<TOuter, string> outerText, Func<TInner, string> innerText)
    {
        if (kind == "group")
        {
            return outers.Select(x => Group(outerText(x), Matches(x).Select(innerText)));
        }

        var pairs = outers.SelectMany(x => Matches(x).Select(y => Pair(outerText(x), innerText(y))));
        var outerAlone = outers.Where(x => !Matches(x).Any()).Select(x => Pair(outerText(x), null));
        var innerAlone = inners.Where(y => !outers.Any(x => Match(x, y))).Select(y => Pair(null, innerText(y)));
        return pairs.Concat(kind is "left" or "full" ? outerAlone : []).Concat(kind is "right" or "full" ? innerAlone : []);

        bool Match(TOuter x, TInner y) => outerKey(x) is { } key && key.Equals(innerKey(y));
        IEnumerable<TInner> Matches(TOuter x) => inners.Where(y => Match(x, y));
    }

    /// <summary>What a pair becomes; null where there is no partner.</summary>
    public static string Pair(string? outer, string? inner) => $"{outer ?? "-"}+{inner ?? "-"}";

    /// <summary>What a row with its partners becomes.</summary>
    public static string Group(string outer, IEnumerable<string> inners) => $"{outer}+[{string.Join(",", inners.Order(StringComparer.Ordinal))}]";
}

/// <summary>A row of either side of a join, with keys of several kinds.</summary>
public sealed record Side(int Key, string? Name, double Real, string Text)
{
    /// <summary>A key of one of three kinds: numbers, texts that may be missing, numbers that may be none or zeros of both signs.</summary>
    public object? KeyOf(int kind) => (kind % 3) switch
    {
        0 => Key,
        1 => Name,
        _ => Real,
    };

    /// <summary>A join of some kind by keys of one of three kinds.</summary>
    internal static IStreamQueryable<string> Join(string kind, int key, IStreamQueryable<Side> outer, IStreamQueryable<Side> inner) => (key % 3) switch
    {
        0 => ByKey(kind, outer, inner),
        1 => ByName(kind, outer, inner),
        _ => ByReal(kind, outer, inner),
    };

    private static IStreamQueryable<string> ByKey(string kind, IStreamQueryable<Side> outer, IStreamQueryable<Side> inner) => kind switch
    {
        "inner" => outer.Join(inner, x => x.Key, y => y.Key, (x, y) => Pairing.Pair(x.Text, y.Text)),
        "left" => outer.LeftJoin(inner, x => x.Key, y => y.Key, (x, y) => Pairing.Pair(x.Text, y == null ? null : y.Text)),
        "right" => outer.RightJoin(inner, x => x.Key, y => y.Key, (x, y) => Pairing.Pair(x == null ? null : x.Text, y.Text)),
        "full" => outer.FullJoin(inner, x => x.Key, y => y.Key, (x, y) => Pairing.Pair(x == null ? null : x.Text, y == null ? null : y.Text)),
        _ => outer.GroupJoin(inner, x => x.Key, y => y.Key, (x, ys) => Pairing.Group(x.Text, ys.Select(y => y.Text))),
    };

    private static IStreamQueryable<string> ByName(string kind, IStreamQueryable<Side> outer, IStreamQueryable<Side> inner) => kind switch
    {
        "inner" => outer.Join(inner, x => x.Name, y => y.Name, (x, y) => Pairing.Pair(x.Text, y.Text)),
        "left" => outer.LeftJoin(inner, x => x.Name, y => y.Name, (x, y) => Pairing.Pair(x.Text, y == null ? null : y.Text)),
        "right" => outer.RightJoin(inner, x => x.Name, y => y.Name, (x, y) => Pairing.Pair(x == null ? null : x.Text, y.Text)),
        "full" => outer.FullJoin(inner, x => x.Name, y => y.Name, (x, y) => Pairing.Pair(x == null ? null : x.Text, y == null ? null : y.Text)),
        _ => outer.GroupJoin(inner, x => x.Name, y => y.Name, (x, ys) => Pairing.Group(x.Text, ys.Select(y => y.Text))),
    };

    private static IStreamQueryable<string> ByReal(string kind, IStreamQueryable<Side> outer, IStreamQueryable<Side> inner) => kind switch
    {
        "inner" => outer.Join(inner, x => x.Real, y => y.Real, (x, y) => Pairing.Pair(x.Text, y.Text)),
        "left" => outer.LeftJoin(inner, x => x.Real, y => y.Real, (x, y) => Pairing.Pair(x.Text, y == null ? null : y.Text)),
        "right" => outer.RightJoin(inner, x => x.Real, y => y.Real, (x, y) => Pairing.Pair(x == null ? null : x.Text, y.Text)),
        "full" => outer.FullJoin(inner, x => x.Real, y => y.Real, (x, y) => Pairing.Pair(x == null ? null : x.Text, y == null ? null : y.Text)),
        _ => outer.GroupJoin(inner, x => x.Real, y => y.Real, (x, ys) => Pairing.Group(x.Text, ys.Select(y => y.Text))),
    };
}
