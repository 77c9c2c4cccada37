using MemoryPack;

namespace Execution.Tests.Serialization;

internal enum Weekday : byte
{
    Monday = 1,
    Sunday = 7,
}

internal enum Flag : ulong
{
    None,
    High = 1UL << 63,
}

/// <summary>A record with an init-only property, a list and a nested record.</summary>
internal sealed record Order(int Id, string? Customer, decimal Price)
{
    public Line[] Lines { get; init; } = [];
}

internal sealed record Line(string Sku, double Amount, Weekday? Day);

internal readonly record struct Position(double X, double Y);

internal readonly struct Reading(long time, float value)
{
    public readonly long Time = time;
    private readonly float _value = value;

    public float Value => _value;
}

internal struct Padded
{
    public byte Small;
    public long Large;
}

internal record struct Unpadded(long Early, long Late);

internal class Animal
{
    public string? Name { get; set; }
}

internal sealed class Dog : Animal
{
    // The same name as a field of the base class has.
    public new string? Name { get; set; }

    public int Age;
}

/// <summary>No constructor without arguments, and one that would throw.</summary>
internal sealed class Guarded
{
    private readonly int _value;

    public Guarded(int value) => _value = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));

    public int Value => _value;

    [NonSerialized]
    public Action? Changed;
}

internal sealed class Tree
{
    public int Value { get; set; }

    public Tree? Left { get; set; }

    public List<Tree>? Others { get; set; }
}

internal sealed class First
{
    public Second? Next { get; set; }
}

internal sealed class Second
{
    public First? Back { get; set; }

    public int Number { get; set; }
}

internal sealed class Nothing;

[MemoryPackable]
internal sealed partial record Packed(int Id, string Name);

[MemoryPackable(GenerateType.VersionTolerant)]
internal sealed partial class Tolerant
{
    [MemoryPackOrder(0)]
    public int Id { get; set; }

    [MemoryPackOrder(1)]
    public List<string>? Names { get; set; }
}

[MemoryPackable]
[MemoryPackUnion(0, typeof(Circle))]
[MemoryPackUnion(1, typeof(Square))]
internal partial interface IForm;

[MemoryPackable]
internal sealed partial record Circle(double Radius) : IForm;

[MemoryPackable]
internal sealed partial record Square(double Side) : IForm;
