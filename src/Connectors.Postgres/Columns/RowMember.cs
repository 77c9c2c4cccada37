using System.Reflection;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>The public members of a row type that can be read, as delegates.</summary>
/// <remarks>Delegates over getters, not compiled expressions: they work everywhere that reflection does, and cost no more than a call.</remarks>
internal static class RowMember
{
    private delegate TValue StructGetter<TRow, TValue>(ref TRow row);

    /// <summary>The members of <typeparamref name="TRow"/> in their order. A member that hides another one stands for both.</summary>
    public static IEnumerable<MemberInfo> Of<TRow>() => typeof(TRow)
        .GetMembers(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => member is FieldInfo || member is PropertyInfo { GetMethod.IsPublic: true } property && property.GetIndexParameters().Length == 0)
        .GroupBy(member => member.Name)
        .Select(hidden => hidden.MaxBy(member => Depth(member.DeclaringType))!);

    public static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>A <c>Func</c> from the row to the member's type.</summary>
    public static Delegate Getter<TRow>(MemberInfo member) => (Delegate)typeof(RowMember)
        .GetMethod(member is FieldInfo ? nameof(OfField) : typeof(TRow).IsValueType ? nameof(OfStruct) : nameof(OfClass), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(typeof(TRow), TypeOf(member))
        .Invoke(null, [member])!;

    private static Func<TRow, TValue> OfField<TRow, TValue>(FieldInfo field) => row => (TValue)field.GetValue(row)!;

    private static Func<TRow, TValue> OfClass<TRow, TValue>(PropertyInfo property) => property.GetMethod!.CreateDelegate<Func<TRow, TValue>>();

    private static Func<TRow, TValue> OfStruct<TRow, TValue>(PropertyInfo property)
    {
        var getter = property.GetMethod!.CreateDelegate<StructGetter<TRow, TValue>>();
        return row => getter(ref row);
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
}
