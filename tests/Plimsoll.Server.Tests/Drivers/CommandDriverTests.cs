using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Tests.Drivers;

public sealed class CommandDriverKeepsTheContract : DriverContract
{
    protected override IDriver Open() =>
        new CommandDriver(Bench.In("tickets"), TimeSpan.FromSeconds(1), OutputLimits.Usual);
}

public sealed class CommandDriverEndsWork : DriverEndingContract
{
    protected override IDriver Open() =>
        new CommandDriver(Bench.In("tickets"), TimeSpan.FromSeconds(1), OutputLimits.Usual);
}

public sealed class CommandDriverHoldsLimits : DriverLimitsContract
{
    protected override bool IsRoot => Environment.UserName == "root";

    protected override IDriver Open() =>
        new CommandDriver(Bench.In("tickets"), TimeSpan.FromSeconds(1), OutputLimits.Usual);
}

public sealed class TicketFoldersHere : TicketFolderContract
{
    protected override IDriver Open() =>
        new CommandDriver(Bench.In("tickets"), TimeSpan.FromSeconds(1), OutputLimits.Usual);
}
