namespace Sync.Policy.Reading;

/// <summary>Guesses which word was meant.</summary>
internal static class Spelling
{
    /// <returns>The nearest candidate, or null if none is near enough to be worth a guess.</returns>
    public static string? Nearest(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Candidate: candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(guess => guess.Distance <= Math.Max(1, Math.Min(word.Length, guess.Candidate.Length) / 3))
        .OrderBy(guess => guess.Distance)
        .ThenBy(guess => guess.Candidate, StringComparer.Ordinal)
        .Select(guess => guess.Candidate)
        .FirstOrDefault();

    /// <summary>Levenshtein's: how many letters must be added, removed or changed.</summary>
    private static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(change, Math.Min(above[column], current[column - 1]) + 1);
            }

            above = current;
        }

        return above[right.Length];
    }
}
