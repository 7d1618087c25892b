using System.Net;
using System.Net.Http.Json;
using Npgsql;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>What a person types to move a house, and what the server answers.</summary>
internal static class Moves
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static string Address(NpgsqlConnectionStringBuilder database) =>
        $"postgres://{database.Username}@{database.Host}:{database.Port}/{database.Database}";

    public static async Task<MovedView> Move(LiveHouse house, string to)
    {
        using var answer = await Asked(house, "journal/move", new MoveBody(to));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<MovedView>(Stop))!;
    }

    public static async Task<string> Obstacle(LiveHouse house, string to)
    {
        using var answer = await Asked(house, "journal/move", new MoveBody(to));
        Assert.False(answer.IsSuccessStatusCode);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    public static async Task Refused(LiveHouse house, string words)
    {
        using var answer = await Asked(house, "services/shop/staging/hold", new PlaceHoldBody("too late"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Asked<T>(LiveHouse house, string path, T body)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        request.Headers.Add("Authorization", $"Bearer {house.Token}");
        request.Headers.Add("Plimsoll-As", "Grace");
        return await http.SendAsync(request, Stop);
    }

    public static async Task Run(NpgsqlConnectionStringBuilder database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
