using System.ComponentModel;
using System.Text;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>A host that has no process, no memory or no room now is asked again; what it says itself is final.</summary>
public sealed class TroubleOfAMoment
{
    [Theory]
    [InlineData("", "sh: 7: Cannot fork", 2, true)]
    [InlineData("", "", null, true)]
    [InlineData("refused the ticket wrapper cannot be written in /srv/x", "head: error writing: No space left on device", 0, true)]
    [InlineData("refused the ticket wrapper cannot be written in /srv/y", "", 0, true)]
    [InlineData("refused the folder /usr/sbin/x cannot be made", "mkdir: cannot create directory: Permission denied", 0, false)]
    public void A_greeting_without_a_folder_is_final_only_where_the_host_says_why(string said, string complaint, int? code, bool passes)
    {
        var answer = new ShellAnswer(Encoding.UTF8.GetBytes(said), complaint, code);

        var away = Assert.Throws<HostUnreachable>(() => Greeting.Read(answer, "web1"));

        Assert.Equal(passes, away.Passes);
        Assert.Equal(!passes, away.Message.EndsWith("Give whoever it runs as a home folder that can be written.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 137, true)]
    [InlineData("", null, true)]
    [InlineData("sudo: unable to fork: Resource temporarily unavailable", 1, true)]
    [InlineData("runuser: failed to execute /bin/sh: Cannot allocate memory", 126, true)]
    [InlineData("sudo: a password is required", 1, false)]
    [InlineData("sudo: unknown user daemon", 1, false)]
    [InlineData("Sorry, user ada is not allowed to execute '/bin/sh' as daemon on web1.", 1, false)]
    public void Becoming_another_user_is_refused_only_where_somebody_says_so(string complaint, int? code, bool passes)
    {
        var becoming = new Becoming("web1", "ada", "daemon");

        var away = becoming.Failed(complaint, code);

        Assert.Equal(passes, away.Passes);
        Assert.Equal(!passes, away.Message == becoming.WhyNot(complaint));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(13, false)]
    [InlineData(11, true)]
    [InlineData(12, true)]
    [InlineData(24, true)]
    public void Sudo_is_to_be_installed_only_where_it_is_not_there(int error, bool passes)
    {
        var failed = new Win32Exception(error);

        var away = UserShell.Unreached(NotStarted.Of("sudo", failed), failed);

        Assert.Equal((passes, !passes), (away.Passes, away.Message.Contains("install sudo", StringComparison.Ordinal)));
    }
}
