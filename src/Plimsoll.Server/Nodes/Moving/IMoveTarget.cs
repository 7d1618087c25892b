using System.Data.Common;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>The store a journal is moved into.</summary>
internal interface IMoveTarget : IDisposable
{
    /// <summary>For people: without what it signs in with.</summary>
    string Place { get; }

    /// <summary>How a server is started on it.</summary>
    string Start { get; }

    DbConnection Journal { get; }

    ISegmentDatabase Segments { get; }

    /// <summary>Where this server's artifacts go.</summary>
    Task Artifact(string sha256, string path, CancellationToken stop);

    /// <summary>The word by which hosts know the servers.</summary>
    void Mark(string mark);

    Verification Verify(CancellationToken stop);
}
