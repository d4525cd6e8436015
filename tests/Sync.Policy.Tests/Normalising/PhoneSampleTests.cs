using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

/// <summary>Compares with what Google's libphonenumber made of the same texts; <c>generate/phone-samples.mjs</c> made them.</summary>
public sealed class PhoneSampleTests
{
    private const int FewestRegions = 60;
    private const int FewestOfARegion = 200;
    private const double LeastAgreement = 99;

    private static readonly PhoneSample[] Samples = [.. PhoneSample.Load()];

    [Fact]
    public void Valid_numbers_become_the_same_as_with_the_reference()
    {
        var valid = Samples.Where(sample => sample.Expected is not null).ToArray();
        var disagreeing = valid.Where(sample => sample.Actual != sample.Expected).ToArray();

        var agreement = 100.0 * (valid.Length - disagreeing.Length) / valid.Length;
        Console.WriteLine($"Phone numbers: {agreement:F3} % of {valid.Length} agree with the reference, in {Regions(valid)} countries.");
        Assert.True(agreement >= LeastAgreement, $"{agreement:F3} %{Environment.NewLine}{Told(disagreeing)}");
    }

    [Fact]
    public void No_wrong_number_becomes_a_plausible_one()
    {
        var wrong = Samples.Where(sample => sample.Expected is null).ToArray();
        var plausible = wrong.Where(sample => sample.Actual is not null).ToArray();

        Console.WriteLine($"Wrong phone numbers: {plausible.Length} of {wrong.Length} were taken for right ones.");
        Assert.True(plausible.Length == 0, Told(plausible));
        Assert.All(wrong, sample => Assert.IsType<Normalised.Misfit>(sample.Read()));
    }

    [Fact]
    public void No_number_becomes_another_number() =>
        Assert.DoesNotContain(Samples, sample => sample.Actual is { } actual && actual != sample.Expected);

    [Fact]
    public void A_second_reading_changes_nothing() =>
        Assert.All(Samples.Where(sample => sample.Actual is not null), sample =>
            Assert.Equal(sample.Actual, PhoneNumber.Normalise(sample.Actual, "ZW").Canonical));

    [Fact]
    public void The_samples_are_of_sixty_countries_with_two_hundred_numbers_each()
    {
        var right = Samples.Where(sample => sample.Expected is not null).CountBy(sample => sample.Region).ToArray();

        Assert.True(right.Length >= FewestRegions);
        Assert.All(right, region => Assert.True(region.Value >= FewestOfARegion, region.Key));
    }

    private static int Regions(PhoneSample[] samples) => samples.Select(sample => sample.Region).Distinct().Count();

    private static string Told(IEnumerable<PhoneSample> samples) => string.Join(Environment.NewLine,
        samples.Take(40).Select(sample => $"{sample.Region} '{sample.Text}' is {sample.Expected ?? "wrong"}, and became {sample.Read()}"));
}
