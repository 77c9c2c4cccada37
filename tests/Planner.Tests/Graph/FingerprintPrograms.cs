using Linq.Streaming;

namespace Planner.Tests.Graph;

/// <summary>Programs whose fingerprints tests compare, also between processes.</summary>
internal static class FingerprintPrograms
{
    public static IReadOnlyList<string> Fingerprints() => [.. Queries.Select(Of)];

    public static string Of(Func<TestProgram, IStreamQueryable> query)
    {
        var program = new TestProgram();
        program.AddOutput(query(program));
        return program.Plan().Fingerprint;
    }

    /// <summary>Different programs.</summary>
    private static IReadOnlyList<Func<TestProgram, IStreamQueryable>> Queries =>
    [
        p => Numbers(p),
        p => p.Source<int>("others"),
        p => p.Source<long>("numbers"),
        p => Numbers(p).Where(n => n > 1),
        p => Numbers(p).Where(n => n > 2),
        p => Numbers(p).Where(n => n >= 1),
        p => Numbers(p).Select(n => unchecked(n + 1)),
        p => Numbers(p).Select(n => checked(n + 1)),
        p => Numbers(p).Select(n => string.Concat((object)n, 1)),
        p => Numbers(p).Select(n => string.Concat((object)n, 1L)),
        p => Numbers(p).Select(n => new { A = n }).Select(x => x.ToString()),
        p => Numbers(p).Select(n => new { B = n }).Select(x => x.ToString()),
        p => Numbers(p).Window(TimeSpan.FromSeconds(2)),
        p => Numbers(p).Window(TimeSpan.FromSeconds(3)),
        p => Numbers(p).Window(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)),
        p => Numbers(p).CountBy(n => n),
        p => Numbers(p).CountBy(n => n % 2),
        p => Numbers(p).Accumulate().CountBy(n => n),
        p => Numbers(p).Accumulate().CountBy(n => n).Emit(Emission.Complete),
        p => Numbers(p).Aggregate((a, b) => a + b),
        p => Numbers(p).Aggregate((a, b) => a * b),
        p => Numbers(p).Aggregate(0, (a, b) => a + b),
        p => Numbers(p).Aggregate(1, (a, b) => a + b),
        p => Numbers(p).Aggregate(1, (a, b) => a - b),
        p => Numbers(p).Aggregate(1, (a, b) => a - b, (a, b) => a + b),
        p => Numbers(p).Aggregate(1, (a, b) => a - b, (a, b) => a * b),
        p => Numbers(p).MinBy(n => n % 3),
        p => Numbers(p).MinBy(n => n % 5),
        p => Orders(p).WithEventTime(o => o.At, TimeSpan.FromSeconds(1)).Window(TimeSpan.FromSeconds(5)).Count(),
        p => Orders(p).WithEventTime(o => o.At, TimeSpan.FromSeconds(2)).Window(TimeSpan.FromSeconds(5)).Count(),
        p => Orders(p).WithEventTime(o => o.At, TimeSpan.FromSeconds(1)).Window(TimeSpan.FromSeconds(6)).Count(),
        p => Orders(p).WithEventTime(o => o.Millis, TimeUnit.Milliseconds, TimeSpan.FromSeconds(1)).Window(TimeSpan.FromSeconds(5)).Count(),
        p => Orders(p).WithEventTime(o => o.Millis, TimeUnit.Microseconds, TimeSpan.FromSeconds(1)).Window(TimeSpan.FromSeconds(5)).Count(),
        p => Orders(p).GroupBy(o => o.Customer).Select(g => g.OrderBy(o => o.Price).Take(1).Count()),
        p => Orders(p).GroupBy(o => o.Customer).Select(g => g.OrderByDescending(o => o.Price).Take(1).Count()),
        p => Orders(p).GroupBy(o => o.Customer).Select(g => g.OrderBy(o => o.Price).Take(2).Count()),
        p => Orders(p).GroupBy(o => o.Customer).Select(g => g.Select(o => o.Price).Distinct().Count()),
        p => Numbers(p).CountBy(n => n).ReduceByKeyAndWindow((a, b) => a + b, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)),
        p => Numbers(p).CountBy(n => n).ReduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)),
        p => Numbers(p).CountBy(n => n).ReduceByKeyAndWindow((a, b) => a + b, (a, b) => b - a, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)),
        p => Numbers(p).Union(Numbers(p)),
        p => Numbers(p).Except(Numbers(p)),
        p => Numbers(p).Intersect(Numbers(p)),
        p => Numbers(p).LeftJoin(Numbers(p), a => a, b => b, (a, b) => a + b),
        p => Numbers(p).RightJoin(Numbers(p), a => a, b => b, (a, b) => a + b),
        p => Numbers(p).FullJoin(Numbers(p), a => a, b => b, (a, b) => a + b),
        p => Numbers(p).Join(Numbers(p), a => a, b => b, (a, b) => a + b),
        p => Numbers(p).MapPartitions(rows => rows),
        p => Numbers(p).Transform((rows, time) => rows),
        p => Numbers(p).Glom(),
        p => Orders(p).OrderBy(o => o.Price),
        p => Orders(p).OrderBy(o => o.Price).Take(2),
        p => Orders(p).OrderByDescending(o => o.Price),
        p => Orders(p).Take(1),
        p => Orders(p).Skip(1),
        p => Orders(p).Repartition(2),
        p => Orders(p).SelectMany(o => o.Items),
        p => Orders(p).Join(p.Source<Customer>("customers"), o => o.Customer, c => c.Id, (o, c) => c.Country),
        p => from o in Orders(p) join c in p.Source<Customer>("customers") on o.Customer equals c.Id let x = c.Country where x != "" select new { x, o.Price },
    ];

    private static IStreamQueryable<int> Numbers(TestProgram program) => program.Source<int>("numbers");

    private static IStreamQueryable<Order> Orders(TestProgram program) => program.Source<Order>("orders");
}
