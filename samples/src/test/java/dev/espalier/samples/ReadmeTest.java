package dev.espalier.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles as it stands there, and its two commands are one line each. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  @TempDir Path folder;

  @Test
  void theJavaSnippetCompiles() throws IOException {
    String source =
        """
        import static dev.espalier.dsl.Blocks.*;
        import static dev.espalier.dsl.Features.*;
        import static dev.espalier.dsl.Tasks.*;
        import static dev.espalier.training.GradientSteps.*;
        import dev.espalier.dsl.*;
        import dev.espalier.training.*;
        import dev.espalier.training.data.*;
        import dev.espalier.training.report.*;
        import java.nio.file.Path;
        class Snippet { static void run() {
        """
            + block("java")
            + "}}";
    assertThat(javac(source)).isEmpty();
    assertThat(javac(source.replace("mmoe()", "mmoe(\"wrong\")"))).isNotEmpty();
  }

  @Test
  void theKotlinSnippetCompiles() throws IOException {
    String source =
        """
        import dev.espalier.dsl.topology
        import dev.espalier.training.*
        import dev.espalier.training.GradientSteps.*
        import dev.espalier.training.data.Examples
        import kotlin.io.path.Path
        fun snippet() {
        """
            + block("kotlin")
            + "}";
    assertThat(kotlinc(source)).isEmpty();
    assertThat(kotlinc(source.replace("mmoe()", "mmoe(\"wrong\")"))).isNotEmpty();
  }

  @Test
  void theTwoCommandsAreOneLineEach() throws IOException {
    String section = Files.readString(README).split("## Two commands\n", 2)[1].split("\n## ", 2)[0];
    List<String> blocks =
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(section)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(blocks).containsExactly("./samples/bin/espalier quickstart\n", "./mvnw -B verify\n");
  }

  private static String block(String language) throws IOException {
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README));
    assertThat(matcher.find()).as("a block of %s", language).isTrue();
    return matcher.group(1);
  }

  private String javac(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean done = compiler.getTask(said, null, null, options, null, List.of(file)).call();
    return done ? "" : said.toString();
  }

  private String kotlinc(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Snippet.kt"), source);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ExitCode exit =
        new K2JVMCompiler()
            .exec(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                "-no-stdlib",
                "-no-reflect",
                "-nowarn",
                "-jvm-target",
                "17",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString(),
                file.toString());
    return exit == ExitCode.OK ? "" : said.toString(StandardCharsets.UTF_8);
  }
}
