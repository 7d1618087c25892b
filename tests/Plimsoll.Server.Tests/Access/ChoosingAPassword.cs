using Plimsoll.Server.Access;

namespace Plimsoll.Server.Tests.Access;

/// <summary>What many people chose, and what everybody makes of it, is tried first by whoever guesses.</summary>
public sealed class ChoosingAPassword
{
    [Theory]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("Sonyericsson")]
    [InlineData("Password2026!")]
    [InlineData("P4ssw0rd!2026")]
    [InlineData("!!!Dragon1234")]
    [InlineData("dragonbaseball")]
    [InlineData("Dragon1Baseball2")]
    [InlineData("passwordpassword")]
    [InlineData("xk3q9xk3q9xk3q9")]
    [InlineData("abcdefghijkl")]
    [InlineData("ponmlkjihgfe")]
    public void One_that_many_chose_is_refused_however_it_is_dressed(string password) =>
        Assert.StartsWith("Many people chose", Passwords.Objection(password, "Ada Lovelace", "ada@tower.test"));

    [Theory]
    [InlineData("plimsoll-2026")]
    [InlineData("Lovelace2026!")]
    [InlineData("tower-test-1")]
    public void One_made_of_the_product_the_person_or_their_organisation_is_refused(string password) =>
        Assert.Contains("not your name", Passwords.Objection(password, "Ada Lovelace", "ada@tower.test"));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("a new long one")]
    [InlineData("dragon teeth in the soup")]
    [InlineData("vR7#kq!Zp2w_")]
    [InlineData("grüne Äpfel im Keller")]
    public void One_of_their_own_is_taken(string password) =>
        Assert.Equal("", Passwords.Objection(password, "Ada Lovelace", "ada@tower.test"));
}
