using System.Data.Common;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>The store a journal is moved into.</summary>
internal interface IMoveTarget : IDisposable
{
    /// <summary>For people: without what it signs in with.</summary>
    string Place { get; }

    /// <summary>How it is found again, without a password.</summary>
    string Address { get; }

    /// <summary>How a server is started on it.</summary>
    string Start { get; }

    DbConnection Journal { get; }

    ISegmentDatabase Segments { get; }

    /// <summary>Where this server's artifacts go.</summary>
    Task Artifact(string sha256, string path, CancellationToken stop);

    /// <summary>The word by which hosts know the servers, and the keys by which receivers and links do.</summary>
    void Mark(string mark, IEnumerable<(string Name, string Text)> keys);

    /// <summary>Where its journal ends; 0: no server starts on it.</summary>
    long Ends => Journal.Count("SELECT position FROM head");

    /// <summary>No server starts on it any more.</summary>
    void Undo();

    Verification Verify(CancellationToken stop);
}
