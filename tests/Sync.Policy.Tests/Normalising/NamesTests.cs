using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

public sealed class NamesTests
{
    [Theory]
    [InlineData("Ada Lovelace", "Ada", "Lovelace")]
    [InlineData("Mary Ann Smith", "Mary Ann", "Smith")]
    [InlineData("Lovelace, Ada", "Ada", "Lovelace")]
    [InlineData("van der Berg, Anna", "Anna", "van der Berg")]
    [InlineData("Anna van der Berg", "Anna", "van der Berg")]
    [InlineData("Ludwig Van Beethoven", "Ludwig", "Van Beethoven")]
    [InlineData("Johann Wolfgang von Goethe", "Johann Wolfgang", "von Goethe")]
    [InlineData("Oscar de la Hoya", "Oscar", "de la Hoya")]
    [InlineData("José Ortega y Gasset", "José", "Ortega y Gasset")]
    [InlineData("John E Smith", "John E", "Smith")]
    [InlineData("Osama bin Ahmed", "Osama", "bin Ahmed")]
    [InlineData("Sammy Davis Jr.", "Sammy", "Davis Jr.")]
    [InlineData("Sammy Davis, Jr.", "Sammy", "Davis, Jr.")]
    [InlineData("Al Gore", "Al", "Gore")]
    [InlineData("La Toya Jackson", "La Toya", "Jackson")]
    [InlineData("Dr. Anna Schmidt", "Dr. Anna", "Schmidt")]
    [InlineData("von Trapp", null, "von Trapp")]
    [InlineData("  Nora   Lind ", "Nora", "Lind")]
    [InlineData("王小明", null, "王小明")]
    [InlineData("Madonna", null, "Madonna")]
    [InlineData("Lind,", null, "Lind")]
    [InlineData("Unknown", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_full_name_has_two_parts_and_none_is_invented(string? full, string? first, string? last) =>
        Assert.Equal(new FullName(first, last), FullName.Split(full));

    [Fact]
    public void A_name_of_one_word_can_be_a_first_name() =>
        Assert.Equal(new FullName("Madonna", null), FullName.Split("Madonna", SingleName.First));

    [Theory]
    [InlineData(" Ada  King ", "Ada King")]
    [InlineData("O'Neil-McDonald", "O'Neil-McDonald")]
    [InlineData("Jose\u0301", "José")]
    [InlineData("Null", "Null")]
    [InlineData("Na", "Na")]
    [InlineData("unknown", null)]
    [InlineData("[not provided]", null)]
    [InlineData("-", null)]
    [InlineData("...", null)]
    [InlineData("12345", null)]
    [InlineData(" ", "")]
    public void A_name_stays_as_its_owner_writes_it(string typed, string? name) => Assert.Equal(name, Read.As(FieldType.Name, typed));
}
