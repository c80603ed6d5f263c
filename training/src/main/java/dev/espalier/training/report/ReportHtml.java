package dev.espalier.training.report;

import dev.espalier.graph.Codes;
import dev.espalier.training.metrics.CalibrationCurve;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of a training as one page of HTML without anything outside of it, no script either:
 * what {@link TrainingReport#markdown} says, curves, conflicts, routing, and what else is given.
 *
 * @param report of the training
 * @param parts more of the page, in order: HTML by its heading
 */
public record ReportHtml(TrainingReport report, Map<String, String> parts) {

  /** Copies the map and keeps its order. */
  public ReportHtml {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** The page of this report, with what its history tells. */
  public static ReportHtml of(TrainingReport report) {
    ReportHtml page = new ReportHtml(report, Map.of()).svg("Curves", CurvesPlot.svg(report));
    if (report.history().conflictRate().isPresent()) {
      page = page.svg("Conflicts of gradients", ConflictHeatmap.svg(report.history()));
    }
    if (report.history().isRouted()) {
      page = page.svg("Routing over the epochs", RoutingPlot.svg(report.history()));
    }
    return page;
  }

  /** The same page with a picture in SVG. */
  public ReportHtml svg(String heading, String svg) {
    return with(heading, svg);
  }

  /** The same page with a text as it is, such as a table of the topology or settings. */
  public ReportHtml text(String heading, String text) {
    return with(heading, "<pre>" + Drawing.escaped(text) + "</pre>");
  }

  /** The same page with names and what they stand for. */
  public ReportHtml facts(String heading, Map<String, String> facts) {
    List<List<String>> rows =
        facts.entrySet().stream().map(fact -> List.of(fact.getKey(), fact.getValue())).toList();
    return with(heading, MarkdownHtml.of(new TextTable(List.of("what", "value"), rows).markdown()));
  }

  /** The same page with how probabilities of yes agree with what happened, task by task. */
  public ReportHtml calibration(Map<String, CalibrationCurve> curves) {
    return curves.isEmpty() ? this : svg("Calibration", CalibrationPlot.svg(curves));
  }

  /** The same page with the shares of gates, averaged over examples, and codes that are fixed. */
  public ReportHtml gates(Map<String, float[][]> gates, List<Codes> codes) {
    StringBuilder html = new StringBuilder();
    gates.forEach((path, shares) -> html.append(ShareTable.html(path, shares)));
    for (Codes code : codes) {
      html.append(ShareTable.html(code.path() + ", codes", code.shares()));
    }
    return html.isEmpty() ? this : with("Who takes what: a row per stream out", html.toString());
  }

  private ReportHtml with(String heading, String html) {
    Map<String, String> more = new LinkedHashMap<>(parts);
    more.put(heading, html);
    return new ReportHtml(report, more);
  }

  /** The page. */
  public String write() {
    return new HtmlPage(report.topology(), report.markdown(), parts).write();
  }
}
