namespace Plimsoll.Server.Drivers.Command;

/// <summary>What the wrapper found missing on a host, told with what to do.</summary>
internal static class HostNeeds
{
    public static string Sentence(string missing) => missing switch
    {
        "setsid" or "flock" or "fallocate" or "prlimit" => $"{missing} is missing: install the package util-linux.",
        "tar" or "grep" => $"{missing} is missing: install the package {missing}.",
        "find" => "find is missing: install the package findutils.",
        "checkpoints" => "tar is not GNU tar, which stops an archive that would fill the disk: install GNU tar.",
        "/proc" => "/proc cannot be read: tickets find their processes there; mount it.",
        "holes" => "The ticket folder's file system cannot punch holes: a long output may fill the disk.",
        ['/', ..] => $"{missing} cannot be written: free space or give the server's user the right to it.",
        _ => $"{missing} is missing: install the package coreutils.",
    };
}
