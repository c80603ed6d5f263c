package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class HeatmapTest {
  @Test
  void cellsHaveTheColourOfTheirNumber() throws IOException {
    Heatmap heatmap = Heatmap.shares(new float[][] {{0, 1, 0}, {1, 0, 1}});
    BufferedImage picture = picture(heatmap);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        int colour = picture.getRGB(19 + 44 * column + 1, 19 + 44 * row + 1) & 0xffffff;
        assertThat(colour).isEqualTo((row + column) % 2 == 0 ? 0xffffff : 0x2166ac);
      }
    }
  }

  @Test
  void largeMatricesHaveSmallCells() throws IOException {
    Heatmap heatmap = Heatmap.shares(new float[3][1000]);
    assertThat(picture(heatmap).getWidth()).isLessThan(1100);
    assertThat(picture(Heatmap.shares(new float[5000][1])).getHeight()).isEqualTo(5019);
  }

  private static BufferedImage picture(Heatmap heatmap) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(heatmap.png()));
    assertThat(picture.getWidth()).isEqualTo(heatmap.width());
    assertThat(picture.getHeight()).isEqualTo(heatmap.height());
    return picture;
  }
}
