using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Linq.Streaming.Execution.Code;

/// <summary>The assemblies that generated code refers to: for the compiler as metadata, and for the runtime as they are loaded.</summary>
internal sealed class CodeReferences
{
    private readonly ConcurrentDictionary<string, (Assembly Assembly, object? Metadata)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _known.Keys.Order(StringComparer.Ordinal);

    /// <summary>What the compiler reads.</summary>
    public IEnumerable<MetadataReference> Metadata => _known.Values.Select(known => known.Metadata).OfType<MetadataReference>();

    /// <summary>Adds an assembly and all that it refers to. Whether any of them is new.</summary>
    public bool Add(Assembly assembly)
    {
        // Of two with one name the compiler sees the first; what needs the other does not compile.
        if (assembly.IsDynamic || assembly.GetName().Name is not { } name || _known.ContainsKey(name))
        {
            return false;
        }

        _known[name] = (assembly, Read(assembly));
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            if (Find(reference, AssemblyLoadContext.GetLoadContext(assembly)) is { } found)
            {
                Add(found);
            }
        }

        return true;
    }

    /// <summary>Loads what has been compiled against them.</summary>
    public Assembly Load(Stream code, Stream symbols) => new Context(this).LoadFromStream(code, symbols);

    private static Assembly? Find(AssemblyName name, AssemblyLoadContext? context)
    {
        try
        {
            return (context ?? AssemblyLoadContext.Default).LoadFromAssemblyName(name);
        }
        catch (Exception failure) when (failure is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // Not needed to run, so not needed to compile, or the compiler will say so.
            return null;
        }
    }

    // An assembly in a single file or in memory has no location, but its metadata is in memory.
    private static unsafe PortableExecutableReference? Read(Assembly assembly) =>
        assembly.Location.Length > 0 ? MetadataReference.CreateFromFile(assembly.Location)
        : assembly.TryGetRawMetadata(out var blob, out var length) ? AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)blob, length)).GetReference()
        : null;

    // One for each assembly, since all have the same name.
    private sealed class Context(CodeReferences references) : AssemblyLoadContext("LinqStream stages")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is { } name && references._known.TryGetValue(name, out var known) ? known.Assembly : null;
    }
}
