using System.Reflection;
using Linq.Streaming.Execution.IntervalJoining;
using Linq.Streaming.Execution.Sessions;
using Linq.Streaming.Execution.Windows;
using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>The engine's structs that keep an array that only grows and a number of elements in use: what lies behind is none of theirs.</summary>
internal static class GrowingArrays
{
    private static readonly Dictionary<Type, (string Array, string Count)> Known = new()
    {
        [typeof(CollectedRows<>)] = ("Rows", "Count"),
        [typeof(ArrivedRows<>)] = ("Rows", "Count"),
        [typeof(BucketRows<>)] = ("_rows", "Count"),
        [typeof(TopRows<,>)] = ("_heap", "_count"),
        [typeof(TwoStackTotal<>)] = ("_back", "_backCount"),
    };

    /// <summary>The array and the count of such a type.</summary>
    public static (FieldInfo Array, FieldInfo Count)? Of(Type type, IReadOnlyList<Member> members)
    {
        if (!type.IsGenericType || !Known.TryGetValue(type.GetGenericTypeDefinition(), out var names))
        {
            return null;
        }

        return (members.Single(member => member.Name == names.Array).Field, members.Single(member => member.Name == names.Count).Field);
    }
}
