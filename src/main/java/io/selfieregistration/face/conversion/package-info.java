/**
 * Converts the files of networks, as their packages carry them, to ONNX: from
 * TensorFlow.js and from TensorFlow Lite.
 */
package io.selfieregistration.face.conversion;
