using System.ComponentModel.DataAnnotations;

namespace Sync.Console;

/// <summary>Who may use the console, and how long it remembers.</summary>
public sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>Bearer token of the HTTP API.</summary>
    [Required(ErrorMessage = "Console:OperatorToken is not set. Set Console__OperatorToken to a random text of at least 24 characters.")]
    [MinLength(24, ErrorMessage = "Console:OperatorToken is too short. Use at least 24 random characters.")]
    public string OperatorToken { get; init; } = "";

    /// <summary>Days that is remembered what was asked of vendors, with what was sent.</summary>
    [Range(1, 3_650)]
    public int KeepCallsDays { get; init; } = 30;
}
