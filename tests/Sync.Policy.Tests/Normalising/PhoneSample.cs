using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

/// <param name="Expected">As the reference writes it; null if it is no valid number.</param>
internal sealed record PhoneSample(string Region, string Text, string? Expected)
{
    private static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "Normalising", "phone-samples.txt");

    public string? Actual => Read().Canonical;

    public Normalised Read() => PhoneNumber.Normalise(Text, Region);

    public static IEnumerable<PhoneSample> Load() =>
        from line in File.ReadLines(Path)
        where !line.StartsWith('#')
        let columns = line.Split('\t')
        select new PhoneSample(columns[0], columns[1], columns[2] == "-" ? null : columns[2]);
}
