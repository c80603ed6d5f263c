package dev.espalier.samples.census;

import java.util.List;

/**
 * A field of the Census-Income table.
 *
 * @param name name of the column; the published files have no header
 * @param kind what it is to the model
 * @param values how many values the published description counts; 0 for numbers
 */
public record CensusColumn(String name, Kind kind, int values) {

  /** What a field is to the model. */
  public enum Kind {
    /** A number that the model reads. */
    NUMBER,
    /** One of a few words that the model reads. */
    CATEGORY,
    /** What a task predicts. */
    LABEL,
    /** Neither. */
    UNUSED
  }

  /**
   * The 42 fields, in the order of the file. Education is left out of the inputs, as in the paper.
   */
  public static final List<CensusColumn> ALL =
      List.of(
          number("age"),
          category("class_of_worker", 9),
          category("industry_code", 52),
          category("occupation_code", 47),
          unused("education"),
          number("wage_per_hour"),
          category("enrolled_in_education", 3),
          label("marital_status"),
          category("major_industry", 24),
          category("major_occupation", 15),
          category("race", 5),
          category("hispanic_origin", 10),
          category("sex", 2),
          category("union_member", 3),
          category("unemployment_reason", 6),
          category("employment_status", 8),
          number("capital_gains"),
          number("capital_losses"),
          number("dividends"),
          category("tax_filer", 6),
          category("previous_region", 6),
          category("previous_state", 51),
          category("household_detail", 38),
          category("household_summary", 8),
          unused("instance_weight"),
          category("migration_msa", 10),
          category("migration_region", 9),
          category("migration_within_region", 10),
          category("same_house_last_year", 3),
          category("migration_sunbelt", 4),
          number("persons_worked_for"),
          category("family_under_18", 5),
          category("father_born_in", 43),
          category("mother_born_in", 43),
          category("born_in", 43),
          category("citizenship", 5),
          category("own_business", 3),
          category("veteran_questionnaire", 3),
          category("veteran_benefits", 3),
          number("weeks_worked"),
          category("year", 2),
          label("income"));

  private static CensusColumn number(String name) {
    return new CensusColumn(name, Kind.NUMBER, 0);
  }

  private static CensusColumn category(String name, int values) {
    return new CensusColumn(name, Kind.CATEGORY, values);
  }

  private static CensusColumn label(String name) {
    return new CensusColumn(name, Kind.LABEL, 0);
  }

  private static CensusColumn unused(String name) {
    return new CensusColumn(name, Kind.UNUSED, 0);
  }
}
