using System.Reflection;
using System.Reflection.Emit;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Writes the members of a value.</summary>
internal delegate void MembersWriter<T>(ByteWriter writer, ref readonly T value);

/// <summary>Reads the members of a value into it.</summary>
internal delegate void MembersReader<T>(ref ByteReader reader, ref T value);

/// <summary>Generates the code that goes through the members of a type, for one type once; so no value costs reflection.</summary>
/// <remarks>
/// The code reads private fields and sets read-only ones, which no expression tree may. Its first argument is the array of the members' codecs; what is taken
/// from it is not cast again, since the array and the code are made from the same steps.
/// </remarks>
internal static class MemberCode<T>
{
    public static MembersWriter<T> Writer(IReadOnlyList<MemberStep> steps)
    {
        var method = new DynamicMethod("Write", typeof(void), [typeof(object[]), typeof(ByteWriter), typeof(T).MakeByRefType()], typeof(ByteWriter).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Field is { } field)
            {
                Write(code, i, steps[i], field);
            }
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<MembersWriter<T>>(Parts(steps));
    }

    public static MembersReader<T> Reader(IReadOnlyList<MemberStep> steps)
    {
        var method = new DynamicMethod(
            "Read", typeof(void), [typeof(object[]), typeof(ByteReader).MakeByRefType(), typeof(T).MakeByRefType()], typeof(ByteReader).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Field is { } field)
            {
                Read(code, i, steps[i], field);
            }
            else
            {
                Part(code, i);
                code.Emit(OpCodes.Ldarg_1);
                code.Emit(OpCodes.Call, typeof(SkippedValue).GetMethod(nameof(SkippedValue.Skip), [typeof(ByteReader).MakeByRefType()])!);
            }
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<MembersReader<T>>(Parts(steps));
    }

    private static void Write(ILGenerator code, int index, MemberStep step, FieldInfo field)
    {
        var codec = (ValueCodec)step.Part;
        if (step.Count is { } count)
        {
            // codec.WriteFirst(writer, value.Array, value.Count)
            Part(code, index);
            code.Emit(OpCodes.Ldarg_1);
            Value(code);
            code.Emit(OpCodes.Ldfld, field);
            Value(code);
            code.Emit(OpCodes.Ldfld, count);
            code.Emit(OpCodes.Call, codec.GetType().GetMethod(nameof(ArrayCodec<>.WriteFirst))!);
        }
        else if (codec.Writer is { } direct)
        {
            code.Emit(OpCodes.Ldarg_1);
            Value(code);
            code.Emit(OpCodes.Ldfld, field);
            code.Emit(OpCodes.Call, direct);
        }
        else
        {
            Part(code, index);
            code.Emit(OpCodes.Ldarg_1);
            Value(code);
            code.Emit(OpCodes.Ldflda, field);
            code.Emit(OpCodes.Callvirt, typeof(ValueCodec<>).MakeGenericType(field.FieldType).GetMethod(nameof(ValueCodec<>.Write))!);
        }
    }

    private static void Read(ILGenerator code, int index, MemberStep step, FieldInfo field)
    {
        var codec = (ValueCodec)step.Part;
        Value(code);
        if (codec.Reader is { } direct)
        {
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Call, direct);
        }
        else
        {
            Part(code, index);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Callvirt, typeof(ValueCodec<>).MakeGenericType(field.FieldType).GetMethod(nameof(ValueCodec<>.Read))!);
        }

        code.Emit(OpCodes.Stfld, field);
        if (step.Count is { } count)
        {
            // All of an array that was read is in use.
            Value(code);
            Value(code);
            code.Emit(OpCodes.Ldfld, field);
            code.Emit(OpCodes.Call, ((Func<Array?, int>)LengthOf).Method);
            code.Emit(OpCodes.Stfld, count);
        }
    }

    private static int LengthOf(Array? array) => array?.Length ?? 0;

    private static object[] Parts(IReadOnlyList<MemberStep> steps) => [.. steps.Select(step => step.Part)];

    private static void Part(ILGenerator code, int index)
    {
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldc_I4, index);
        code.Emit(OpCodes.Ldelem_Ref);
    }

    // The object, or the address of the struct.
    private static void Value(ILGenerator code)
    {
        code.Emit(OpCodes.Ldarg_2);
        if (!typeof(T).IsValueType)
        {
            code.Emit(OpCodes.Ldind_Ref);
        }
    }
}
