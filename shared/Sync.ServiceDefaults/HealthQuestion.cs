namespace Sync.ServiceDefaults;

/// <summary>Asks the service that runs beside us whether it is ready. For containers, whose images hold no tool that could ask.</summary>
internal static class HealthQuestion
{
    /// <summary>Exit code: 0 ready, 1 not.</summary>
    public static async Task<int> Ask()
    {
        var first = (Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://127.0.0.1:5000").Split(';')[0];
        var port = new Uri(first.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal)).Port;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception cause) when (cause is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"No answer at port {port}: {cause.Message}");
            return 1;
        }
    }
}
