using System.Collections.Concurrent;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Repositories;

/// <summary>All mirrors of this server, one per service, in its data folder.</summary>
public sealed class Mirrors(string dataFolder, TimeProvider clock, WayOut? outbound = null) : IDisposable
{
    private readonly ConcurrentDictionary<(string Service, string Address), Mirror> _known = new();

    /// <param name="service">Lower-case letters, digits and dashes: it names a folder.</param>
    public Found<Mirror> Of(string service, string repository)
    {
        if (service.Length is 0 or > 100 || !service.All(IsOfAName))
            return Found.Invalid<Mirror>($"'{service}' is not the name of a service.");
        var address = RepositoryAddress.Read(repository);
        return address.Good
            ? Found.Of(_known.GetOrAdd((service, repository), _ => Make(service, address.Value)))
            : Found.No<Mirror>(address.Refusal);
    }

    public void Dispose()
    {
        foreach (var mirror in _known.Values) mirror.Dispose();
    }

    private static bool IsOfAName(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';

    private Mirror Make(string service, RepositoryAddress address) =>
        new(service, address, Path.Combine(Path.GetFullPath(dataFolder), "mirrors", service + ".git"), clock, outbound);
}
