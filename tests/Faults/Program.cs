using Faults.Commands;
using Faults.Kills;

return args switch
{
    ["crash-points", .. var options] => CrashPointsCommand.Run(new Arguments(options), Console.Out),
    ["failing-io", .. var options] => FailingIOCommand.Run(new Arguments(options), Console.Out),
    ["bit-flips", .. var options] => BitFlipsCommand.Run(new Arguments(options), Console.Out),
    ["planted", .. var options] => PlantedCommand.Run(new Arguments(options), Console.Out),
    ["kill", .. var options] => KillCommand.Run(new Arguments(options), Console.Out),
    ["sink-errors", .. var options] => SinkErrorsCommand.Run(new Arguments(options), Console.Out),
    ["flood", .. var options] => FloodCommand.Run(new Arguments(options), Console.Out),
    ["sockets", .. var options] => SocketsCommand.Run(new Arguments(options), Console.Out),
    ["kafka", .. var options] => KafkaCommand.Run(new Arguments(options), Console.Out),
    [Child.Command, var workload, var directory] => Child.Run(workload, directory),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("crash-points [--points N] | failing-io | bit-flips [--count N] | planted, each with [--seed N] [--only TEXT] [--replay POINT]");
    Console.Error.WriteLine("kill [--count N] [--seed N] [--only TEXT] | sink-errors [--rows N] [--seed N]");
    Console.Error.WriteLine("flood [--seconds N] | sockets [--frames N] [--connections N] [--seed N]");
    Console.Error.WriteLine("kafka [--count N] [--rows N] [--seed N]");
    return 2;
}
