namespace Faults.Commands;

internal static class PlantedCommand
{
    public static int Run(Arguments arguments, TextWriter writer) => 2;
}
