namespace Faults.Commands;

internal static class FailingIOCommand
{
    public static int Run(Arguments arguments, TextWriter writer) => 2;
}
