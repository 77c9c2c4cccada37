using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>State by key that is computed anew in each batch, and that can go.</summary>
internal sealed class UpdateState : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Select(row => KeyValuePair.Create(row.Key, row.Name)).UpdateStateByKey<int, string, string>(Update));

    private static Optional<string> Update(int key, IReadOnlyList<string> values, Optional<string> state)
    {
        var text = values.Count > 0 ? state.GetValueOrDefault("") + string.Concat(values) : state.Value.Length > 1 ? state.Value[1..] : "";
        return text.Length is 0 or > 14 ? Optional.None<string>() : Optional.Some(text);
    }
}
