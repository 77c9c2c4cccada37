using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Planning.Explain;
using MemoryPack;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Makes the codecs of a type and of the types of its members. A codec is there before those of its members, which may be itself again.</summary>
/// <param name="known">The codecs that are made already.</param>
/// <param name="keys">The registered key codecs.</param>
internal sealed class CodecBuilder(IReadOnlyDictionary<Type, ValueCodec> known, KeyCodecs keys)
{
    private readonly Dictionary<Type, ValueCodec> _made = [];
    private readonly MemberPath _path = new();

    /// <summary>The codecs made, all of which are complete when <see cref="Build"/> has returned.</summary>
    public IReadOnlyDictionary<Type, ValueCodec> Made => _made;

    /// <exception cref="UnsupportedValueException">A value of the type, or of one of its members, cannot be kept.</exception>
    public ValueCodec Build(Type type) => Of(type, TypeNames.Of(type));

    private ValueCodec Of(Type type, string step)
    {
        if (known.TryGetValue(type, out var codec) || _made.TryGetValue(type, out codec))
        {
            return codec;
        }

        _path.Enter(step);
        codec = _path.Depth > Depth.MostTypes ? throw Refused(type, $"more than {Depth.MostTypes} types are within each other. Keep a type whose members are not of ever more types") : Make(type);
        _path.Leave();
        return codec;
    }

    private ValueCodec Make(Type type)
    {
        if (Refusals.OfNoValues(type) is { } whyNone)
        {
            throw Refused(type, whyNone);
        }

        if (type.IsDefined(typeof(MemoryPackableAttribute), inherit: false))
        {
            return Add(type, CodecParts.New(typeof(MemoryPackCodec<>), [type]));
        }

        if (type.IsEnum)
        {
            var number = Enum.GetUnderlyingType(type);
            return Add(type, CodecParts.New(typeof(EnumCodec<,>), [type, number], Of(number, "")));
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Add(type, CodecParts.New(typeof(NullableCodec<>), [value], Of(value, ""), false));
        }

        if (type.IsSZArray)
        {
            var element = type.GetElementType()!;
            return Add(type, CodecParts.New(typeof(ArrayCodec<>), [element], Of(element, "[]")));
        }

        if (CodecShapes.ShapeOf(type) is { } shape)
        {
            return Add(type, CodecParts.Collection(type, shape, (argument, _) => Of(argument, "[]")));
        }

        if (CodecShapes.IsGroup(type))
        {
            var (key, element) = (type.GenericTypeArguments[0], type.GenericTypeArguments[1]);
            return Add(type, CodecParts.New(typeof(GroupCodec<,,>), [type, key, element], Of(key, ".Key"), Of(typeof(TimeWindow), ".Window"), Of(element, "[]")));
        }

        return Refusals.Of(type) is { } why && !CodecShapes.IsTuple(type) ? throw Refused(type, why)
            : Refusals.OfBase(type) is { } whyBase ? throw Refused(type, whyBase)
            : OfMembers(type);
    }

    private ValueCodec OfMembers(Type type)
    {
        var codec = Add(type, CodecParts.New(type.IsValueType ? typeof(StructCodec<>) : typeof(ClassCodec<>), [type]));
        var members = Members.Of(type);
        var growing = GrowingArrays.Of(type, members);
        var steps = new List<MemberStep>();
        var nodes = new List<(string, SchemaNode)>();
        foreach (var member in members.Where(member => member.Field != growing?.Count))
        {
            if (member.Field.IsDefined(typeof(FixedBufferAttribute), inherit: false))
            {
                throw Refused(type, $"its member {member.Name} is a buffer of a fixed size. Keep an array");
            }

            var part = Of(member.Field.FieldType, "." + member.Name);
            steps.Add(new MemberStep(member.Field, part, member.Field == growing?.Array ? growing?.Count : null));
            nodes.Add((member.Name, part.Node));
        }

        ((IMemberwise)codec).Record.Members = nodes;
        ((IMemberwise)codec).Complete(steps);
        return codec;
    }

    private ValueCodec Add(Type type, ValueCodec codec)
    {
        _made[type] = codec;
        return codec;
    }

    private UnsupportedValueException Refused(Type type, string why) => new(Refusals.Sentence(_path.ToString(), type, why, keys.Has(type)));
}
