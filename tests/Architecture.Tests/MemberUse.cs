using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests;

/// <summary>A member of another type, used in a method body.</summary>
/// <param name="User">The outermost type whose code it is.</param>
/// <param name="Type">The full name of the type that declares the member.</param>
/// <param name="Member">The member's name.</param>
internal sealed record MemberUse(string User, string Type, string Member)
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value, code => code.OperandType);

    /// <summary>Every use of a member of a type of another assembly, found in the intermediate language.</summary>
    public static IReadOnlyList<MemberUse> In(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var uses = new HashSet<MemberUse>();
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            var user = Outermost(metadata, type);
            foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0))
            {
                var code = file.GetMethodBody(method.RelativeVirtualAddress).GetILContent();
                uses.UnionWith(Tokens(code).Select(token => Use(metadata, user, MetadataTokens.EntityHandle(token))).OfType<MemberUse>());
            }
        }

        return [.. uses];
    }

    private static MemberUse? Use(MetadataReader metadata, string user, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        }

        if (handle.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        return NameOf(metadata, member.Parent) is { } type ? new MemberUse(user, type, metadata.GetString(member.Name)) : null;
    }

    private static string? NameOf(MetadataReader metadata, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference => Name(metadata, metadata.GetTypeReference((TypeReferenceHandle)type)),
        HandleKind.TypeSpecification => GenericName(metadata, metadata.GetTypeSpecification((TypeSpecificationHandle)type)),
        _ => null,
    };

    private static string Name(MetadataReader metadata, TypeReference type)
    {
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Name(metadata, metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope))}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    // The signature of a generic type: GENERICINST, CLASS or VALUETYPE, then the type.
    private static string? GenericName(MetadataReader metadata, TypeSpecification type)
    {
        var signature = metadata.GetBlobReader(type.Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadSignatureTypeCode();
        return NameOf(metadata, signature.ReadTypeHandle());
    }

    private static string Outermost(MetadataReader metadata, TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static IEnumerable<int> Tokens(ImmutableArray<byte> code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            at += code[at] == 0xFE ? 2 : 1;
            var operand = Operands[value];
            if (operand is OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineField)
            {
                yield return BitConverter.ToInt32([.. code.AsSpan(at, 4)]);
            }

            at += Size(operand, code, at);
        }
    }

    private static int Size(OperandType operand, ImmutableArray<byte> code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32([.. code.AsSpan(at, 4)]),
        _ => 4,
    };
}
