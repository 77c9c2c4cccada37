using System.Reflection;
using Linq.Streaming;
using Linq.Streaming.Planning;
using Linq.Streaming.Testing;

namespace Architecture.Tests;

/// <summary>The assemblies under test and the files that they are made of.</summary>
internal static class Repository
{
    public static Assembly Surface { get; } = typeof(IStreamQueryable).Assembly;

    public static Assembly Planner { get; } = typeof(QueryPlanner).Assembly;

    public static Assembly Execution { get; } = typeof(StreamContext).Assembly;

    public static Assembly Testing { get; } = typeof(StreamTest).Assembly;

    /// <summary>One for each external system.</summary>
    public static IReadOnlyList<Assembly> Connectors { get; } = [typeof(PostgresWriteMode).Assembly, typeof(KafkaStart).Assembly];

    public static IReadOnlyList<Assembly> Assemblies { get; } = [Surface, Planner, Execution, Testing, typeof(KafkaMockCluster).Assembly, .. Connectors];

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files below a folder, without what the build makes.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    /// <summary>The types that people wrote, not those that the compiler made.</summary>
    public static IEnumerable<Type> WrittenTypes(Assembly assembly) => assembly.GetTypes().Where(type => IsWritten(type));

    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        && type.Namespace?.StartsWith("Linq.Streaming", StringComparison.Ordinal) == true
        && (type.DeclaringType is null || IsWritten(type.DeclaringType));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LinqStream.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests has LinqStream.sln.");
        }

        return folder.FullName;
    }
}
