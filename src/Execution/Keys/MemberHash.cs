using System.Reflection;
using System.Runtime.CompilerServices;
using Linq.Streaming.Planning.Keys;

namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes one member of a key. By reference, so that no struct is copied for each of its members.</summary>
internal delegate ulong MemberHasher<T>(ref T key);

/// <summary>Makes the hasher of one member.</summary>
/// <remarks>
/// A field behind a property is read through a delegate of the getter. A bare field has none and is read by reflection, which boxes:
/// right but slow, so a record is the better key.
/// </remarks>
internal static class MemberHash
{
    private delegate TMember StructGetter<T, out TMember>(ref T key);

    private static readonly MethodInfo OfMethod =
        ((Func<FieldInfo, StableHasher<int>, MemberHasher<int>>)Of<int, int>).Method.GetGenericMethodDefinition();

    public static MemberHasher<T> For<T>(FieldInfo field, KeyCodecs codecs) =>
        (MemberHasher<T>)OfMethod.MakeGenericMethod(typeof(T), field.FieldType).Invoke(null, [field, StableHash.For(field.FieldType, codecs)])!;

    private static MemberHasher<T> Of<T, TMember>(FieldInfo field, StableHasher<TMember> hash)
    {
        if (GetterOf(field) is not { } getter)
        {
            return (ref T key) => hash((TMember)field.GetValue(key)!);
        }

        if (typeof(T).IsValueType)
        {
            var ofStruct = getter.CreateDelegate<StructGetter<T, TMember>>();
            return (ref T key) => hash(ofStruct(ref key));
        }

        var ofClass = getter.CreateDelegate<Func<T, TMember>>();
        return (ref T key) => hash(ofClass(key));
    }

    /// <summary>The getter that returns exactly this field; null where there is none, or an override may return something else.</summary>
    private static MethodInfo? GetterOf(FieldInfo field)
    {
        var owner = field.DeclaringType!;
        var known = KeyShapes.IsTuple(owner) || KeyShapes.IsAnonymous(owner);
        var getter = owner.GetProperty(
            KeyMembers.NameOf(field),
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly | (known ? BindingFlags.IgnoreCase : 0))?.GetMethod;
        return getter is not null
            && (known || (field.Name[0] == '<' && getter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)))
            && (!getter.IsVirtual || getter.IsFinal)
            ? getter
            : null;
    }
}
