using System.ComponentModel;
using System.Data.Common;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Trouble of the disk or the host, which passes: what it hit is taken up again, never judged.</summary>
internal static class StoreTrouble
{
    extension(Exception error)
    {
        public bool IsOfTheStore => error is IOException or DbException or JournalUnusable or Win32Exception;
    }
}
