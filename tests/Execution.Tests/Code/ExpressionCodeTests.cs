using System.Globalization;
using System.Linq.Expressions;
using static Execution.Tests.Code.CompiledCode;

namespace Execution.Tests.Code;

/// <summary>Every kind of expression that users' functions are made of: the C# printed of it does what the tree does.</summary>
public sealed class ExpressionCodeTests
{
    private static readonly int[] Numbers = [0, 1, -1, 7, 31, 33, int.MaxValue, int.MinValue];

    [Fact]
    public void Overflow_is_checked_where_the_tree_checks_it()
    {
        Same((int x) => checked(x + 1) - unchecked(x * 3), Numbers);
        Same((int x) => checked(unchecked(x * x) + -x), Numbers);
        Same((int x) => checked((byte)x) + unchecked((sbyte)x), Numbers);
        Same((int x) => unchecked((uint)x) + checked((uint)(x + 1L)), Numbers);
        Same((double x) => unchecked((int)x) + unchecked((long)x), 1.5, -2.5, 1e300, double.NaN);
    }

    [Fact]
    public void Operators_bind_as_in_the_tree()
    {
        Same((int x) => (x + 1) * 2 - (3 - (x - 4)), Numbers);
        Same((int x) => ((x >> 2) << 1) ^ (x & 6 | 9) % 5, Numbers);
        Same((int x) => x / (x - 1) * -x, Numbers);
        Same((int x) => !(x > 1 && x < 9 || x == -1) ^ (x != 7), Numbers);
        Same((int x) => ~x > 3 ? x > 5 ? "a" : "b" : "c" + x, Numbers);
        Same((int x) => (short)x + (ushort)x - (char)x, Numbers);
    }

    [Fact]
    public void Nullable_operators_are_lifted()
    {
        Same((int? x) => x + 1 > 0 || x == null, null, 0, -1, 7);
        Same((int? x) => x * x ?? -1, null, 0, 5);
        Same((int? x) => (x ?? 5L) + (long)x!, null, 0, 5);
        Same((int? x) => x.HasValue ? x.Value : (double?)null, null, 4);
        Same((bool? x) => (x & true) | (x == false), null, true, false);
        Same((DayOfWeek? x) => x == DayOfWeek.Friday ? (int?)x : null, null, DayOfWeek.Friday);
    }

    [Fact]
    public void Text_and_literals_keep_their_values()
    {
        Same((string? x) => "q\"\\\n\u2028" + x + 'c' + '\'' + (x ?? "\0null"), null, "a");
        Same((double x) => x + 0.1 + -0.0 + float.Epsilon + 1e-300, 0.5, double.NegativeInfinity);
        Same((decimal x) => x + 1.50m - 79228162514264337593543950335m, 0m, 2.000m);
        Same((long x) => (ulong)x == ulong.MaxValue || x == long.MinValue ? 1U : 2U, -1, long.MinValue, 3);
        Same((int x) => typeof(Dictionary<int, string[]>).Name + DayOfWeek.Monday + (FileAccess)9, 1);
        Same((DateTime x) => x.AddDays(1) - new DateTime(2020, 1, 2) + TimeSpan.FromHours(1), new DateTime(2021, 1, 1));
    }

    [Fact]
    public void Objects_and_collections_are_made()
    {
        Same((int x) => new List<int> { x, x + 1, 3 }.Count + new Dictionary<string, int> { { "a", x } }["a"], Numbers);
        Same((int x) => new Holder(x) { Name = "n", Inner = { Name = "i" }, Items = { 1, x } }.ToString(), Numbers);
        Same((int x) => new[] { x, 1 }.Length + new int[x & 3][].Length + new int[2, 3].GetLength(1), Numbers);
        Same((int x) => new { x, Next = new { Y = x + 1 } }.Next.Y + new { x }.ToString(), 3);
        Same((int x) => ValueTuple.Create(x, "t").Item2 + Tuple.Create(x).Item1, 3);
        Same((int x) => new Guid().ToString() + new Point { X = x, Y = 2 }.X, 4);
    }

    [Fact]
    public void Calls_find_their_overloads()
    {
        Same((int x) => Overloaded.Of((object)x) + Overloaded.Of((long)x) + Overloaded.Of(x) + Overloaded.Of<int>(x), 3);
        Same((string x) => x.Select(c => c + 1).Where((c, i) => c > i).Sum() + x.Substring(1).IndexOf('b', StringComparison.Ordinal), "abc");
        Same((string x) => string.Format(CultureInfo.InvariantCulture, "{0}{1}", x, 1) + int.Parse("5", CultureInfo.InvariantCulture).ToString("D3", null), "z");
        Same((List<int> x) => x[0] + x.First() + ((IReadOnlyList<int>)x)[1] + ((ICollection<int>)x).Count, new List<int> { 4, 5 });
        Same((object x) => x is string ? ((string)x).Length : x is int ? (int)x : (x as int[])!.Length, "abc", 5, new[] { 1 }, 1.5);
        Same((Derived x) => x.Hidden() + ((Base)x).Hidden() + x.Virtual() + ((Base)x).Virtual(), new Derived());
    }

    [Fact]
    public void Lambdas_capture_and_are_quoted()
    {
        Same((int x) => Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, i).Select(j => i * j + x).Sum()).Sum(), 3);
        Same((int x) => ((Func<int, int>)(y => y + x))(2), 3);
        Same((int x) => Quoted.Text(y => y + 1) + new[] { 3, 1, 2 }.AsQueryable().Where(y => y > x).OrderBy(y => y).Count(), 1);
        Same((int x) => new[] { new { A = x } }.Select(t => t.A).Concat(new[] { new { A = 1 } }.Where(t => t.A > x).Select(t => t.A)).Count(), 0);
    }

    [Fact]
    public void What_is_not_public_is_seen()
    {
        Same((int x) => new Secret(x).Twice() + Secret.Count, 4);
        Same((Secret x) => x.Value, new Secret(3));
    }

    private sealed class Secret(int value)
    {
        internal static readonly int Count = 7;

        public int Value => value;

        public override string ToString() => $"{value}";

        internal int Twice() => value * 2;
    }

    private sealed class Holder(int x)
    {
        public string Name { get; set; } = "";

        public List<int> Items { get; } = [];

        public Holder Inner => field ??= new Holder(0);

        public override string ToString() => $"{x}{Name}{Inner.Name}{string.Join(",", Items)}";
    }

    private struct Point
    {
        public int X;
        public int Y;
    }

    private static class Overloaded
    {
        public static string Of(object x) => $"object {x}";

        public static string Of(long x) => $"long {x}";

        public static string Of(int x) => $"int {x}";

        public static string Of<T>(T x) => $"T {x}";
    }

    private static class Quoted
    {
        public static string Text(Expression<Func<int, int>> function) => function.ToString();
    }

    private class Base
    {
        public string Hidden() => "base";

        public virtual string Virtual() => "base";
    }

    private sealed class Derived : Base
    {
        public new string Hidden() => "derived";

        public override string Virtual() => "derived";
    }
}
