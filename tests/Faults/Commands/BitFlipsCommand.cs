namespace Faults.Commands;

internal static class BitFlipsCommand
{
    public static int Run(Arguments arguments, TextWriter writer) => 2;
}
