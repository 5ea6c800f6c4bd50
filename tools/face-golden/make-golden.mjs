/**
 * Runs the networks of the face pipeline in the JavaScript libraries they come from, on
 * squares cut out of the test portrait pixel by pixel, and writes what they answer to
 * src/test/resources/face/golden/. GoldenTests compares the Java networks with it.
 *
 * The squares have the size of each network's input, so nothing is resampled and both
 * sides see the same numbers.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, 'node_modules');
const resources = join(here, '../../src/test/resources');
const portrait = PNG.sync.read(readFileSync(join(resources, 'faces/astronaut.png')));

/** Left, top and side of each square, in pixels of the portrait. */
const SQUARES = {
  blazeface: [95, 0, 256],
  facemesh: [128, 20, 192],
  iris: [176, 77, 64],
  landmarks: [170, 62, 112],
  recognition: [150, 45, 150],
};

/** The square as a tensor of height, width and RGB, each level times factor plus offset. */
function square(name, factor = 1, offset = 0) {
  const [left, top, side] = SQUARES[name];
  const levels = new Float32Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const level = portrait.data[((top + y) * portrait.width + left + x) * 4 + channel];
        levels[(y * side + x) * 3 + channel] = Math.fround(Math.fround(level * Math.fround(factor)) + offset);
      }
    }
  }
  return tf.tensor3d(levels, [side, side, 3]);
}

async function graph(name) {
  const models = join(packages, '@vladmandic/human/models');
  const model = JSON.parse(readFileSync(join(models, `${name}.json`), 'utf8'));
  const weights = readFileSync(join(models, `${name}.bin`));
  return tf.loadGraphModel({
    load: async () => ({
      modelTopology: model.modelTopology,
      format: model.format,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
    }),
  });
}

/** The outputs of a graph by the name of their node, as plain arrays. */
async function answers(name, factor, offset) {
  const model = await graph(name);
  const input = square(name, factor, offset).expandDims(0);
  const names = model.outputNodes;
  const outputs = [model.execute(input, names)].flat();
  return Object.fromEntries(await Promise.all(
    names.map(async (output, i) => [output, Array.from(await outputs[i].data())])));
}

/** Boxes above the score, decoded here on its own: centre, size, eyes, in pixels of the square. */
function boxes(outputs, minScore) {
  const found = [];
  for (const [scores, coordinates, cells, perCell] of [['Identity', 'Identity_2', 16, 2], ['Identity_1', 'Identity_3', 8, 6]]) {
    outputs[scores].forEach((logit, i) => {
      const score = 1 / (1 + Math.exp(-logit));
      if (score <= minScore) return;
      const cell = Math.floor(i / perCell);
      const stride = 256 / cells;
      const x = stride * ((cell % cells) + 0.5);
      const y = stride * (Math.floor(cell / cells) + 0.5);
      const box = outputs[coordinates].slice(i * 16, i * 16 + 16);
      found.push({
        score,
        centre: [box[0] + x, box[1] + y],
        size: [box[2], box[3]],
        rightEye: [box[4] + x, box[5] + y],
        leftEye: [box[6] + x, box[7] + y],
      });
    });
  }
  return found.sort((a, b) => b.score - a.score);
}

const rounded = (key, value) => (typeof value === 'number' ? Number(value.toPrecision(8)) : value);

function write(name, content) {
  const golden = join(resources, 'face/golden');
  mkdirSync(golden, { recursive: true });
  const [leftPx, topPx, sidePx] = SQUARES[name];
  writeFileSync(join(golden, `${name}.json`),
    `${JSON.stringify({ square: { leftPx, topPx, sidePx }, ...content }, rounded)}\n`);
}

wasm.setWasmPaths(`${join(packages, '@tensorflow/tfjs-backend-wasm/dist')}/`);
await tf.setBackend('wasm');
await tf.ready();

write('blazeface', { boxes: boxes(await answers('blazeface', 1 / 127.5, -1), 0.5) });

const mesh = await answers('facemesh', 1 / 255, 0);
write('facemesh', { confidence: mesh.Identity_1[0], points: mesh.Identity_2 });

write('iris', { points: (await answers('iris', 1 / 255, 0)).Identity });

const models = join(packages, '@vladmandic/face-api/model');
await faceapi.nets.faceLandmark68Net.loadFromDisk(models);
await faceapi.nets.faceRecognitionNet.loadFromDisk(models);

const landmarks = await faceapi.nets.faceLandmark68Net.detectLandmarks(square('landmarks'));
write('landmarks', { points: landmarks.positions.flatMap((point) => [point.x, point.y]) });

const face = square('recognition');
write('recognition', {
  descriptor: Array.from(await faceapi.nets.faceRecognitionNet.computeFaceDescriptor(face)),
  mirrored: Array.from(await faceapi.nets.faceRecognitionNet.computeFaceDescriptor(face.reverse(1))),
});
