package dev.espalier.samples.study;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyException;
import dev.espalier.dsl.json.StrictJson;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.json.TopologyJsonException;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kotlinx.serialization.json.JsonElement;

/** Plans every trial of a study before the first one runs, and says all that is wrong with them. */
public final class StudyPlanner {
  private final Study study;
  private final TrainingOptions options;
  private final TrialArguments arguments;
  private final TrialProblems problems = new TrialProblems();

  private StudyPlanner(Study study, Path folder, TrainingOptions options) {
    this.study = study;
    this.options = options;
    this.arguments = new TrialArguments(study, folder, options);
  }

  /**
   * The trials of a study.
   *
   * @param folder what paths in the study start from
   * @throws StudyException with what is wrong with the options, or else with the trials
   */
  public static PlannedStudy plan(Study study, Path folder, TrainingOptions options) {
    return new StudyPlanner(study, folder, options).plan();
  }

  private PlannedStudy plan() {
    arguments.check();
    List<TrialPlan> trials = new ArrayList<>();
    List<Objective> objectives = List.of();
    for (Point point : study.search().points(study.dimensions())) {
      try {
        Topology topology = TopologyJson.read(StrictJson.write(topology(point)));
        Plan plan = Plan.of(topology);
        List<String> line = arguments.of(point);
        List<String> judged = new ArrayList<>(line);
        judged.add("--best=" + study.score());
        List<Objective> own = objectives(topology, options.check(judged, plan));
        if (!objectives.isEmpty() && !own.equals(objectives)) {
          throw new StudyException(
              "objectives: received "
                  + own
                  + ", allowed are those of the first trial: "
                  + objectives);
        }
        objectives = own;
        trials.add(new TrialPlan(point, TopologyJson.write(topology), line, plan.parameterCount()));
      } catch (TopologyException wrong) {
        wrong.problems().forEach(problem -> problems.add(point.trial(), problem.toString()));
      } catch (TopologyJsonException wrong) {
        wrong.problems().forEach(problem -> problems.add(point.trial(), problem.toString()));
      } catch (IllegalArgumentException wrong) {
        problems.add(point.trial(), String.valueOf(wrong.getMessage()));
      }
    }
    problems.refuse();
    return new PlannedStudy(study, trials, objectives);
  }

  private JsonElement topology(Point point) {
    JsonElement topology = study.topology();
    for (int d = 0; d < study.dimensions().size(); d++) {
      for (JsonPointer place : study.dimensions().get(d).places()) {
        topology = place.set(topology, point.values().get(d).value());
      }
    }
    return topology;
  }

  private List<Objective> objectives(Topology topology, TrainingSettings settings) {
    List<Task> tasks = topology.tasksWithLoss();
    if (study.objectives().isEmpty()) {
      return tasks.stream()
          .map(task -> new Objective(task.name(), Metric.of(task.target()).get(0)))
          .toList();
    }
    return study.objectives().stream().map(text -> objective(text, tasks, settings)).toList();
  }

  private static Objective objective(String text, List<Task> tasks, TrainingSettings settings) {
    int slash = text.lastIndexOf('/');
    String named = slash < 0 ? text : text.substring(0, slash);
    Task task =
        tasks.stream()
            .filter(each -> each.name().equals(named))
            .findFirst()
            .orElseThrow(
                () ->
                    refusal(text, tasks.stream().map(Task::name).toList(), "TASK or TASK/METRIC"));
    List<Metric> metrics =
        Stream.concat(
                Metric.of(task.target()).stream(),
                settings.metrics().stream()
                    .filter(own -> own.measures(task.target()))
                    .map(CustomMetric::metric))
            .toList();
    return metrics.stream()
        .filter(metric -> slash < 0 || metric.label().equals(text.substring(slash + 1)))
        .findFirst()
        .map(metric -> new Objective(named, metric))
        .orElseThrow(
            () ->
                refusal(
                    text, metrics.stream().map(Metric::label).toList(), "a metric of " + named));
  }

  private static StudyException refusal(String text, List<String> allowed, String what) {
    return new StudyException(
        "objectives: received \"%s\", allowed is %s of %s."
            .formatted(text, what, String.join(", ", allowed)));
  }
}
